/** A running WebAssembly module of `assembly/`, as far as the core uses it. Addresses are bytes of `memory`. */
export interface WasmProgram {
  readonly memory: ProgramMemory;
  readonly exports: WasmExports;
}

/** The memory that the module was given, of 64 KB pages. */
export interface ProgramMemory {
  readonly buffer: ArrayBufferLike;
  grow(pages: number): number;
}

type Pack = (
  panels: number,
  source: number,
  rows: number,
  columns: number,
  rowStride: number,
  columnStride: number,
) => void;

type Product = (
  C: number,
  L: number,
  R: number,
  rows: number,
  columns: number,
  examples: number,
  scale: number,
  scratch: number,
) => void;

/** What the module exports; `assembly/` tells what each function does. */
export interface WasmExports {
  firstFreeByte(): number;
  run(control: number, job: number): void;
  help(control: number, seat: number): void;
  close(control: number): void;
  packFloat32: Pack;
  packFloat64: Pack;
  productFloat32: Product;
  productFloat64: Product;
}
