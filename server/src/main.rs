//! The binary `freigabe`.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// A page is thousands of small pieces, made in one thread and dropped in another: the system's allocator takes a fifth of the time
/// for that and keeps what it has had at the worst moment.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    server::command::main()
}
