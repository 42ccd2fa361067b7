//! Running the portal, from the first request to the last.

use crate::{
    command::CommandError,
    config::Config,
    demo, housekeeping,
    live::{Lines, Live, Peer},
    mailer::{Composer, Transport, Worker},
    overdue,
    portal::Portal,
    router::router,
};
use axum::Router;
use jiff::Timestamp;
use std::{sync::Arc, time::Duration};
use store::Store;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
    time::{sleep, timeout},
};

/// How long requests that are under way may take after the signal to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(7);
/// How long the workers may take after them. What they leave is in the database, for the next start.
const LAST_WORK: Duration = Duration::from_secs(2);

/// Serves until a signal says to stop.
pub(crate) async fn serve(config: &Config, store: Store, with_demo: bool) -> Result<(), CommandError> {
    let portal = Portal::new(store, config);
    if with_demo && portal.store.supplier_name().await?.is_none() {
        demo::seed_demo(&config.database, &portal.hasher, Timestamp::now()).await?;
    }
    let listener = TcpListener::bind(config.listen).await.map_err(|error| CommandError::Listen(config.listen, error))?;
    announce(config, with_demo);

    let (stop, stopped) = watch::channel(false);
    let worker =
        Worker::new(portal.store.clone(), Composer::new(config.public_url.clone(), config.mail_from.clone()), Transport::of(config));
    let mailer = tokio::spawn(worker.run(portal.mail_wake.clone(), stopped.clone()));
    let housekeeper = tokio::spawn(housekeeping::run(portal.clone(), stopped.clone()));
    let reminder = tokio::spawn(overdue::run(portal.clone(), stopped));
    let answered = answer_requests(listener, router(portal.clone()), Arc::clone(&portal.live)).await;
    stop.send_replace(true);
    // Whatever is still under way after this is broken off; the database knows what was not done.
    let _ = timeout(LAST_WORK, async { tokio::join!(mailer, housekeeper, reminder) }).await;
    portal.store.close().await;
    answered
}

async fn answer_requests(listener: TcpListener, router: Router, live: Arc<Live>) -> Result<(), CommandError> {
    let (tell, told) = watch::channel(false);
    let wait_for_the_end = async move {
        let mut told = told;
        // An error means that nobody can tell any more, which is the end too.
        let _ = told.wait_for(|told| *told).await;
        // Otherwise the server would wait for pages that wait for it.
        live.stop();
    };
    let service = router.into_make_service_with_connect_info::<Peer>();
    let server = axum::serve(Lines(listener), service).with_graceful_shutdown(wait_for_the_end);
    tokio::select! {
        result = server => result.map_err(CommandError::Serve),
        result = signal_and_patience(tell) => result,
    }
}

async fn signal_and_patience(tell: watch::Sender<bool>) -> Result<(), CommandError> {
    let mut terminate = signal(SignalKind::terminate()).map_err(CommandError::Serve)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(CommandError::Serve)?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping");
    tell.send_replace(true);
    sleep(LAST_REQUESTS).await;
    tracing::warn!("broke off requests that took too long");
    Ok(())
}

/// Tells whoever started the portal where it is and how to get in.
fn announce(config: &Config, with_demo: bool) {
    println!("Freigabe: {}", config.public_url.as_str());
    if with_demo {
        println!("\n{}", demo::table());
    }
}
