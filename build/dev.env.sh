# Sourced after build/env.sh by what builds with cargo-leptos, `make dev` and build/rebuild.sh: it has folders of its own.

# Leptos is compiled in another way here; one folder for both would compile it again after each change of mind.
export CARGO_TARGET_DIR="$CARGO_TARGET_DIR/dev"
export FREIGABE_SITE="$FREIGABE_SITE-dev" LEPTOS_SITE_ROOT="target/site-dev"
