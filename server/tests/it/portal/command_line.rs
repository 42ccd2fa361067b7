//! The binary, as the operator meets it.

use crate::support::{
    TestApp,
    desk::{FREE, SUPPLIER},
    free_address,
};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;
use testbed::Engine;

/// The binary with a configuration that nothing around the tests can change.
fn command(data: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_freigabe"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("FREIGABE_")) {
        command.env_remove(name);
    }
    command.env("FREIGABE_DATA", data.path()).env("RUST_LOG", "off").stdin(Stdio::null());
    command
}

fn freigabe(data: &TempDir, arguments: &[&str]) -> Output {
    command(data).args(arguments).output().expect("the binary can be run")
}

fn with_password(data: &TempDir, password: &str, arguments: &[&str]) -> Output {
    command(data).env("FREIGABE_PASSWORD", password).args(arguments).output().expect("the binary can be run")
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("the temporary folder can be written")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const NEW_SUPPLIER: [&str; 9] =
    ["create-supplier-login", "--supplier", "Ofrex AG", "--first-name", "Andrea", "--last-name", "Vogt", "--email", "andrea@ofrex.example"];

#[test]
fn a_wrong_configuration_ends_with_one_clear_sentence() {
    let data = folder();
    for (arguments, expected) in [
        (
            ["serve", "--listen", "überall"],
            "freigabe: listen is wrong: \"überall\" is not an address with a port, such as 127.0.0.1:3000\n",
        ),
        (["serve", "--database", "mysql://u:geheim@h/d"], "freigabe: database is wrong: it must begin with sqlite: or postgres:\n"),
        (
            ["migrate", "--config", "/gibt/es/nicht"],
            "freigabe: the configuration file /gibt/es/nicht cannot be read: No such file or directory (os error 2)\n",
        ),
    ] {
        let output = freigabe(&data, &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&output.stderr), expected);
    }
}

#[test]
fn the_file_is_read_and_its_faults_are_named() {
    let data = folder();
    let file = data.path().join("freigabe.toml");
    let path = file.display().to_string();
    std::fs::write(&file, "publik-url = 'https://a.example'").expect("the file can be written");
    let output = freigabe(&data, &["migrate", "--config", &path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("publik-url") && text(&output.stderr).lines().count() == 1, "{}", text(&output.stderr));
    std::fs::write(&file, format!("database = 'sqlite:{}/other.db'", data.path().display())).expect("the file can be written");
    assert!(freigabe(&data, &["migrate", "--config", &path]).status.success());
    assert!(data.path().join("other.db").exists());
}

#[test]
fn the_help_documents_every_command_and_option() {
    let help = text(&freigabe(&folder(), &["--help"]).stdout);
    for word in [
        "serve",
        "migrate",
        "seed-demo",
        "create-supplier-login",
        "set-supplier-password",
        "remove-second-factor",
        "create-customer",
        "import-articles",
        "audit",
        "backup",
        "restore",
        "mail-test",
    ] {
        assert!(help.contains(word), "{word}");
    }
    for option in ["DATABASE", "PUBLIC_URL", "LISTEN", "SMTP", "MAIL_FROM", "DATA", "LOG", "SITE", "TRUSTED_PROXIES", "CONFIG"] {
        assert!(help.contains(&format!("[env: FREIGABE_{option}")), "{option}");
    }
}

#[test]
fn the_first_logins_are_created_on_the_command_line() {
    let data = folder();
    let output = with_password(&data, "lange-genug", &NEW_SUPPLIER);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let again = with_password(&data, "lange-genug", &NEW_SUPPLIER);
    assert_eq!((again.status.code(), text(&again.stderr).contains("UserNameTaken")), (Some(1), true));
    let customer = [
        "create-customer",
        "--name",
        "Neu AG",
        "--street",
        "Weg 1",
        "--postcode",
        "8000",
        "--town",
        "Zürich",
        "--first-name",
        "Eva",
        "--last-name",
        "Frei",
        "--email",
        "eva@neu.example",
    ];
    let output = with_password(&data, "lange-genug", &customer);
    assert!(output.status.success(), "{}", text(&output.stderr));
}

#[test]
fn articles_are_imported_all_or_none() {
    let data = folder();
    assert!(freigabe(&data, &["seed-demo"]).status.success());
    let file = data.path().join("artikel.csv");
    let path = file.display().to_string();
    let head = "number,category,name,description,unit,price_rappen,availability";
    let known = "15-0101,papier,Papier,,Packung,575,discontinued";
    for (rows, code, said) in [
        (format!("{known}\n99-0001,papier,Neu,,Stück,100,in_stock"), 0, "2 articles are imported."),
        (format!("{known}\n99-0002,gibt-es-nicht,Neu,,Stück,100,in_stock"), 2, "names a category that does not exist"),
        ("99-0002,papier,Neu,,Stück,-1,in_stock".into(), 2, "the price of 99-0002 is below nothing"),
        ("99-0002,papier,Neu,,Stück,100,vielleicht".into(), 2, "artikel.csv: "),
    ] {
        std::fs::write(&file, format!("{head}\n{rows}\n")).expect("the file can be written");
        let output = freigabe(&data, &["import-articles", &path]);
        let told = text(&output.stdout) + &text(&output.stderr);
        assert!(output.status.code() == Some(code) && told.contains(said), "{rows}: {told}");
    }
    let missing = freigabe(&data, &["import-articles", "/gibt/es/nicht"]);
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn a_person_of_the_supplier_gets_a_new_password() {
    let data = folder();
    assert!(with_password(&data, "lange-genug", &NEW_SUPPLIER).status.success());
    let set = with_password(&data, "noch-laenger", &["set-supplier-password", "andrea@ofrex.example"]);
    assert!(set.status.success(), "{}", text(&set.stderr));
    let nobody = with_password(&data, "noch-laenger", &["set-supplier-password", "niemand"]);
    assert_eq!((nobody.status.code(), text(&nobody.stderr).as_str()), (Some(2), "freigabe: niemand is no login of the supplier\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_lost_the_second_factor_is_let_in_by_the_operator() {
    let app = TestApp::with_demo(Engine::Postgres).await;
    for user_name in [SUPPLIER, FREE] {
        app.set_up_factor(&app.open_session(user_name).await).await;
        assert_eq!(app.signed_in(user_name).await.get("/").await.location(), "/anmelden/code");
        let remove = || freigabe(&folder(), &["remove-second-factor", user_name, "--database", app.database_url()]);
        let removed = remove();
        assert!(removed.status.success(), "{}", text(&removed.stderr));
        assert_ne!(app.signed_in(user_name).await.get("/").await.location(), "/anmelden/code");
        let again = remove();
        assert_eq!((again.status.code(), text(&again.stderr)), (Some(2), format!("freigabe: {user_name} has no second factor\n")));
    }
    assert_eq!(app.store.verify_audit().await.expect("the store answers"), []);
}

#[test]
fn weak_passwords_and_wrong_data_are_refused_with_the_reason() {
    let data = folder();
    let output = with_password(&data, "passwort", &NEW_SUPPLIER);
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(2), "freigabe: password: one of the most common passwords\n"));
    let wrong = ["create-supplier-login", "--first-name", "Andrea", "--last-name", "", "--email", "andrea"];
    let output = with_password(&data, "lange-genug", &wrong);
    assert_eq!(text(&output.stderr), "freigabe: last-name: required; email: not an e-mail address\n");
}

#[test]
fn a_test_mail_goes_the_way_of_all_mails() {
    let data = folder();
    let output = freigabe(&data, &["mail-test", "anna@muster.example"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(std::fs::read_dir(data.path().join("mails")).expect("the folder is there").count(), 1);
    assert_eq!(freigabe(&data, &["mail-test", "niemand"]).status.code(), Some(2));
}

#[test]
fn a_backup_is_written_and_put_back() {
    let data = folder();
    let file = data.path().join("backup.db").display().to_string();
    let nothing = freigabe(&data, &["backup", &file]);
    assert!(!nothing.status.success() && !data.path().join("freigabe.db").exists(), "there is no database yet, and none is made");
    assert!(freigabe(&data, &["migrate"]).status.success());
    assert!(freigabe(&data, &["backup", &file]).status.success());
    let again = freigabe(&data, &["backup", &file]);
    assert_eq!((again.status.code(), text(&again.stderr).contains("exists already")), (Some(2), true), "{}", text(&again.stderr));
    assert!(with_password(&data, "lange-genug", &NEW_SUPPLIER).status.success());
    let restored = freigabe(&data, &["restore", &file]);
    assert!(text(&restored.stdout).contains("What was there before"), "{}", text(&restored.stderr));
    assert!(with_password(&data, "lange-genug", &NEW_SUPPLIER).status.success(), "the supplier of before is gone");
}

#[test]
fn seeding_twice_says_why_not() {
    let data = folder();
    let first = freigabe(&data, &["seed-demo"]);
    assert!(first.status.success(), "{}", text(&first.stderr));
    assert!(text(&first.stdout).contains("lieferant@ofrex.example"));
    let again = freigabe(&data, &["seed-demo"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("has a supplier already"));
}

#[test]
fn the_server_tells_where_it_is_and_ends_when_it_is_told_to() {
    let data = folder();
    let free = free_address();
    let mut server =
        command(&data).args(["serve", "--listen", &free.to_string()]).stdout(Stdio::piped()).spawn().expect("the binary can be run");
    let mut said = String::new();
    BufReader::new(server.stdout.take().expect("it is piped")).read_line(&mut said).expect("the server says something");
    assert_eq!(said, format!("Freigabe: http://{free}\n"));

    let mut connection = TcpStream::connect(free).expect("the server listens");
    connection.write_all(b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").expect("the server listens");
    let mut answer = String::new();
    connection.read_to_string(&mut answer).expect("the server answers");
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");

    let told = Command::new("kill").args(["-TERM", &server.id().to_string()]).status().expect("there is a kill command");
    assert!(told.success() && server.wait().expect("the server ends").success());
}
