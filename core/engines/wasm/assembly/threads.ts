// One thread, the host's, asks for work; the others help. The work is cut into items, and whoever is free
// takes the next one, so a thread that the system has put aside holds nobody up. No number depends on who
// computed an item.

import { Job } from './job';
import { runItem } from './items';

/** Looks at a word before a thread goes to sleep: some tenths of a millisecond. */
const LOOKS = 100_000;

/** What the threads tell each other. */
@unmanaged
class Control {
  /** Counts up with every change: odd while a job is open for helpers, even while none is. */
  state: i32;
  /** Helpers that look at the job. */
  active: i32;
  /** Helpers asleep until `state` changes. */
  sleeping: i32;
  /** 1 while the host sleeps until `active` is 0. */
  isHostSleeping: i32;
  /** 1 when the helpers are to end. */
  isClosed: i32;
  job: usize;
  seats: i32;
}

/** Does a job: all of it without helpers, otherwise what they leave. */
export function run(address: usize, job: usize): void {
  const control = changetype<Control>(address);
  control.job = job;
  const ticket = atomic.add<i32>(address, 1, offsetof<Control>('state')) + 1;
  if (atomic.load<i32>(address, offsetof<Control>('sleeping')) > 0) {
    atomic.notify(address + offsetof<Control>('state'), i32.MAX_VALUE);
  }
  work(changetype<Job>(job), ticket, 0, control.seats);
  atomic.add<i32>(address, 1, offsetof<Control>('state'));
  waitForHelpers(address);
}

function waitForHelpers(address: usize): void {
  for (let looks = 0; looks < LOOKS; looks++) {
    if (atomic.load<i32>(address, offsetof<Control>('active')) === 0) return;
  }
  atomic.store<i32>(address, 1, offsetof<Control>('isHostSleeping'));
  for (;;) {
    const active = atomic.load<i32>(address, offsetof<Control>('active'));
    if (active === 0) break;
    atomic.wait<i32>(address + offsetof<Control>('active'), active, -1);
  }
  atomic.store<i32>(address, 0, offsetof<Control>('isHostSleeping'));
}

/** What a helper does until the kernels are closed. */
export function help(address: usize, seat: i32): void {
  let seen = 0;
  while (!atomic.load<i32>(address, offsetof<Control>('isClosed'))) {
    seen = waitForJob(address, seen);
    if (!(seen & 1)) continue;
    atomic.add<i32>(address, 1, offsetof<Control>('active'));
    // Between the look and the word it may have been closed; what it says now may be written over.
    if (atomic.load<i32>(address, offsetof<Control>('state')) === seen) {
      const control = changetype<Control>(address);
      work(changetype<Job>(control.job), seen, seat, control.seats);
    }
    const isLast = atomic.sub<i32>(address, 1, offsetof<Control>('active')) === 1;
    if (isLast && atomic.load<i32>(address, offsetof<Control>('isHostSleeping'))) {
      atomic.notify(address + offsetof<Control>('active'), 1);
    }
  }
}

/** The state when it is no longer `seen`. */
function waitForJob(address: usize, seen: i32): i32 {
  for (let looks = 0; looks < LOOKS; looks++) {
    const state = atomic.load<i32>(address, offsetof<Control>('state'));
    if (state !== seen) return state;
  }
  atomic.add<i32>(address, 1, offsetof<Control>('sleeping'));
  atomic.wait<i32>(address + offsetof<Control>('state'), seen, -1);
  atomic.sub<i32>(address, 1, offsetof<Control>('sleeping'));
  return atomic.load<i32>(address, offsetof<Control>('state'));
}

/** Takes items until none is left, beginning with those whose memory this seat had last time. */
function work(job: Job, ticket: i32, seat: i32, seats: i32): void {
  const start = i32(((job.items as i64) * seat) / seats);
  for (let i = 0; i < job.items; i++) {
    const place = start + i;
    const item = place < job.items ? place : place - job.items;
    if (isTaken(job.claims + ((item as usize) << 2), ticket)) continue;
    runItem(job, item, job.scratch + (seat as usize) * job.scratchBytes);
  }
}

/** Whether somebody else has the item; otherwise it is ours from now on. */
function isTaken(claim: usize, ticket: i32): bool {
  const last = atomic.load<i32>(claim);
  return last === ticket || atomic.cmpxchg<i32>(claim, last, ticket) !== last;
}

/** Ends the helpers. */
export function close(address: usize): void {
  atomic.store<i32>(address, 1, offsetof<Control>('isClosed'));
  atomic.add<i32>(address, 2, offsetof<Control>('state'));
  atomic.notify(address + offsetof<Control>('state'), i32.MAX_VALUE);
}
