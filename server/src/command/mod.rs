//! The commands of the binary.

mod articles;
mod audit;
mod backup;
mod error;
mod mail_test;
mod new_customer;
mod new_password;
mod second_factor;
mod supplier_login;
mod supplier_password;

pub use error::CommandError;

use crate::{config::Config, demo, logging, options::Options, serve::serve};
use app::ssr::Hasher;
use clap::{Parser, Subcommand};
use jiff::Timestamp;
use std::{process::ExitCode, sync::Arc};
use store::Store;

/// Freigabe: ordering portal with the approval of orders.
#[derive(Debug, Parser)]
#[command(name = "freigabe", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the portal; the database is brought up to date first, if it belongs to the database user
    Serve {
        /// Load the demo data first if the database is empty, and print its logins
        #[arg(long)]
        demo: bool,
    },
    /// Bring the database up to date
    Migrate,
    /// Load the demo data into an empty database
    SeedDemo,
    /// Create a login of the supplier
    CreateSupplierLogin(supplier_login::NewPerson),
    /// Give a login of the supplier a new password and end its sessions
    SetSupplierPassword(supplier_password::Forgetful),
    /// Remove the second factor of somebody who has lost it, and end their sessions
    RemoveSecondFactor(second_factor::Locked),
    /// Create a customer with its first approver
    CreateCustomer(new_customer::NewCompany),
    /// Create articles, or change their prices and availability, from a CSV file
    ImportArticles(articles::ArticleFile),
    /// Look after the record of who did what
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Copy the SQLite database into a new file while the portal runs, and check the copy
    Backup(backup::BackupFile),
    /// Put a backup in the place of the SQLite database; the portal must not be running
    Restore(backup::BackupFile),
    /// Send a test mail the way all mails go
    MailTest(mail_test::Recipient),
}

/// Runs what the command line asks for.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("freigabe: {error}");
            error.exit_code()
        }
    }
}

fn run(Cli { command, options }: Cli) -> Result<(), CommandError> {
    let config = Config::load(options)?;
    logging::start(config.log);
    config.make_data_folder()?;
    let runtime = tokio::runtime::Runtime::new().map_err(CommandError::Serve)?;
    runtime.block_on(execute(command, &config))
}

async fn execute(command: Command, config: &Config) -> Result<(), CommandError> {
    // A mail server can be tried before there is a database.
    if let Command::MailTest(recipient) = command {
        return recipient.send(config).await;
    }
    // Neither opens the portal's database: a backup before an upgrade is one of the old schema.
    if let Command::Backup(backup) = command {
        return backup.write(config).await;
    }
    // The database that is there may be damaged.
    if let Command::Restore(backup) = &command {
        backup.restore(config).await?;
    }
    let store = Store::open(&config.database, Arc::new(Timestamp::now)).await?;
    store.migrate().await?;
    let outcome = match command {
        Command::Serve { demo } => serve(config, store.clone(), demo).await,
        Command::SeedDemo => seed_demo(config).await,
        Command::CreateSupplierLogin(person) => person.create(&store).await,
        Command::SetSupplierPassword(forgetful) => forgetful.set(&store).await,
        Command::RemoveSecondFactor(locked) => locked.let_in(&store).await,
        Command::CreateCustomer(company) => company.create(&store).await,
        Command::ImportArticles(articles) => articles.import(&store).await,
        Command::Audit(audit) => audit.run(&store).await,
        Command::Migrate | Command::Backup(_) | Command::Restore(_) | Command::MailTest(_) => Ok(()),
    };
    // Servers that run hear of what was changed before this ends.
    store.close().await;
    outcome
}

async fn seed_demo(config: &Config) -> Result<(), CommandError> {
    demo::seed_demo(&config.database, &Hasher::new(), Timestamp::now()).await?;
    println!("{}", demo::table());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_option_says_what_it_is_for_and_has_a_variable() {
        let command = Cli::command();
        for option in command.get_arguments().filter(|option| !matches!(option.get_id().as_str(), "help" | "version")) {
            assert!(option.get_help().is_some(), "{option}");
            assert!(option.get_env().is_some_and(|name| name.to_string_lossy().starts_with("FREIGABE_")), "{option}");
        }
    }
}
