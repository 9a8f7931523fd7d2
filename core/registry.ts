/** Things that are known by their names, as settings and files give them. */
export interface Registry<Thing extends { readonly name: string }> {
  names(): string[];
  /** Undefined where nothing has that name. */
  find(name: string): Thing | undefined;
  /** @throws RangeError naming what there is, where nothing has that name. */
  get(name: string): Thing;
  add(thing: Thing): void;
}

/** `what` is what one of them is called in messages. */
export function createRegistry<Thing extends { readonly name: string }>(
  what: string,
  things: readonly Thing[],
): Registry<Thing> {
  const byName = new Map(things.map((thing) => [thing.name, thing]));
  return {
    names: () => [...byName.keys()],
    find: (name) => byName.get(name),
    get(name) {
      const thing = byName.get(name);
      if (!thing) {
        throw new RangeError(
          `Expected ${what} to be one of ${[...byName.keys()].join(', ')}, got ${name}`,
        );
      }
      return thing;
    },
    add: (thing) => void byName.set(thing.name, thing),
  };
}
