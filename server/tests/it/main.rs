//! The whole portal, seen from outside: over HTTP, on both engines. One binary, so that it is linked once, starts one Postgres
//! and makes the demo's data once.

mod access;
mod attacks;
mod faults;
mod portal;
mod stories;
mod support;
