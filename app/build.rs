//! Turns the locale files into functions: `[orders] title = "…"` becomes `text::orders::title(language)`, and a text with
//! `{name}` takes a `name`. A text that one language lacks, or whose gaps differ, stops the build.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
};

type Texts = BTreeMap<String, String>;

fn main() {
    println!("cargo::rerun-if-changed=locales");
    let german = sections("de");
    let english = sections("en");
    assert!(german.keys().eq(english.keys()), "the languages have different files: {:?} and {:?}", german.keys(), english.keys());
    let code: String = german.iter().map(|(section, texts)| module(section, texts, &english[section])).collect();
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    fs::write(Path::new(&out).join("text.rs"), code).expect("the build folder can be written");
}

fn sections(language: &str) -> BTreeMap<String, Texts> {
    let files = fs::read_dir(Path::new("locales").join(language)).expect("each language has its folder");
    files.map(|file| section(&file.expect("the folder can be read").path())).collect()
}

fn section(path: &Path) -> (String, Texts) {
    let name = path.file_stem().and_then(|stem| stem.to_str()).expect("file names are plain").to_owned();
    let content = fs::read_to_string(path).expect("locale files are UTF-8");
    let texts = toml::from_str(&content).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    (name, texts)
}

fn module(section: &str, german: &Texts, english: &Texts) -> String {
    let only_in_one: Vec<_> = german.keys().collect::<BTreeSet<_>>().symmetric_difference(&english.keys().collect()).copied().collect();
    assert!(only_in_one.is_empty(), "{section}: only in one language: {only_in_one:?}");
    let functions: String = german.iter().map(|(key, text)| function(section, key, text, &english[key])).collect();
    format!("#[allow(missing_docs)]\npub mod {section} {{\nuse domain::Language;\n{functions}}}\n")
}

fn function(section: &str, key: &str, german: &str, english: &str) -> String {
    let gaps = gaps(german);
    let same: BTreeSet<_> = gaps.iter().collect();
    assert!(same == self::gaps(english).iter().collect(), "{section}.{key}: the gaps of the languages differ");
    let parameters = gaps.iter().map(|gap| format!(", {gap}: impl std::fmt::Display")).collect::<Vec<_>>().concat();
    let (answer, german, english) = if gaps.is_empty() {
        ("&'static str", format!("{german:?}"), format!("{english:?}"))
    } else {
        ("String", format!("format!({german:?})"), format!("format!({english:?})"))
    };
    format!(
        "pub fn {key}(language: Language{parameters}) -> {answer} {{\nmatch language {{ Language::German => {german}, Language::English => {english} }}\n}}\n"
    )
}

/// The names of the gaps, in the order of the text, each once.
fn gaps(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in text.split('{').skip(1) {
        let name = part.split('}').next().unwrap_or_default().to_owned();
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}
