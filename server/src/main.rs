//! The binary `freigabe`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::command::main()
}
