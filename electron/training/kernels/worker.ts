import { workerData } from 'node:worker_threads';
import { instantiate } from './seat.ts';
import type { Seat } from './seat.ts';

const { module, memory, control, seat } = workerData as Seat;

// Comes back when the kernels are closed. In between the thread sleeps wherever there is no work.
instantiate(module, memory).help(control, seat);
