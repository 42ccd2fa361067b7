//! The log goes to standard error, so that standard output stays free for what a command says.

use crate::config::LogFormat;
use std::io::{IsTerminal, stderr};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// What is logged unless `RUST_LOG` says otherwise.
const USUAL: &str = "info,sqlx=warn";

/// Starts logging, panics included.
pub fn start(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| USUAL.into());
    let lines = fmt::layer().with_writer(stderr).with_ansi(stderr().is_terminal()).with_target(false);
    let registry = tracing_subscriber::registry().with(filter);
    // It fails only where a logger runs already, which will do.
    let _ = match format {
        LogFormat::Text => registry.with(lines).try_init(),
        LogFormat::Json => registry.with(lines.json()).try_init(),
    };
    std::panic::set_hook(Box::new(|panic| tracing::error!(%panic, "the code has a fault")));
}
