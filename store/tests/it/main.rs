//! What the store promises, on both engines. One binary, so that it is linked once and starts one Postgres.

mod absences;
mod attempts;
mod audit;
mod backup;
mod cart_again;
mod contacts;
mod customers;
mod evidence;
mod numbers;
mod ordering;
mod orders_decide;
mod orders_double_clicks;
mod orders_in_charge;
mod orders_keys;
mod orders_lists;
mod orders_place;
mod orders_withdraw;
mod outbox;
mod schema;
mod second_factor;
mod second_wall;
mod server_roles;
mod shopping;
mod sign_in;
mod supply_blindness;
mod supply_steps;
