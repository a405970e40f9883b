// The server 服务: the only place where everything is put together.
export {};
