// Every noun's routes, one line each.
import type { Routes } from "./api.ts";
import { queuesRoutes } from "./queues/queues-routes.ts";

export const allRoutes: readonly Routes[] = [queuesRoutes];
