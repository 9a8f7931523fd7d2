/** Operation name → signature with one payload; what one of our processes offers to its host. */
// The parameter is `never` so that every concrete signature fits.
export type OperationMap = { [name: string]: (payload: never) => unknown };

export interface ToChild {
  requestId: number;
  name: string;
  payload: unknown;
}

export type FromChild =
  | { kind: 'ready' }
  | { kind: 'reply'; requestId: number; value: unknown }
  | { kind: 'failure'; requestId: number; message: string; stack: string }
  | { kind: 'notice'; name: string; payload: unknown };
