// Node has WebAssembly, its types have not. The browser's would bring a whole window along.

declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
    // Only what the compiler made is a module.
    private readonly brand: unknown;
  }
  class Memory {
    constructor(descriptor: { initial: number; maximum: number; shared: boolean });
    readonly buffer: ArrayBufferLike;
    grow(pages: number): number;
  }
  class Instance {
    constructor(module: Module, imports: { env: { memory: Memory } });
    readonly exports: object;
  }
  function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}
