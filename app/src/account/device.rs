//! Which device a browser runs on, in words, from what it says of itself.

use crate::text;
use domain::Language;

/// What tells a browser apart. Most name others too, so the order counts.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// What tells a system apart; Android says Linux too, and an iPhone says Mac OS X.
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// The device that sent this user agent: `Firefox auf Windows`.
pub fn in_words(l: Language, user_agent: &str) -> String {
    let browser = known(BROWSERS, user_agent).unwrap_or_else(|| text::account::unknown_browser(l));
    let system = known(SYSTEMS, user_agent).unwrap_or_else(|| text::account::unknown_system(l));
    text::account::device(l, browser, system)
}

fn known(names: &'static [(&str, &str)], user_agent: &str) -> Option<&'static str> {
    names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::in_words;
    use domain::Language::German;

    #[test]
    fn a_device_is_named_by_its_browser_and_system() {
        let agents = [
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox auf Windows"),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
                "Edge auf Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1",
                "Safari auf iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
                "Chrome auf Android",
            ),
            ("curl/8.0", "Unbekannter Browser auf unbekanntem Gerät"),
            ("", "Unbekannter Browser auf unbekanntem Gerät"),
        ];
        for (agent, words) in agents {
            assert_eq!(in_words(German, agent), words, "{agent}");
        }
    }
}
