mod health;
mod openapi;
mod statements;
