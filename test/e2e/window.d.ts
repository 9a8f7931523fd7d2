import type { Bridge } from '../../electron/contract.ts';

declare global {
  interface Window {
    purrceptron: Bridge;
  }
}
