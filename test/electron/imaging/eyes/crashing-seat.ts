/** A thread that ends its process as a native crash would, as soon as it is to look. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', () => process.kill(process.pid, 'SIGSEGV'));
