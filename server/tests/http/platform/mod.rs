mod crash;
mod health;
mod openapi;
mod proxies;
mod statements;
