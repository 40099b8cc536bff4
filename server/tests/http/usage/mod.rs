mod quota;
mod read;
mod replicas;
