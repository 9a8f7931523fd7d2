import { MODEL_ENDING, NETWORK_ENDING } from '../../electron/contract/limits.ts';

/** Dropped paths by what they are: models, networks that may become eyes, and photos or folders. */
export interface DroppedPaths {
  models: string[];
  networks: string[];
  others: string[];
}

export function sortDropped(paths: readonly string[]): DroppedPaths {
  const endsIn = (ending: string) => (path: string) => path.toLowerCase().endsWith(ending);
  const isModel = endsIn(`.${MODEL_ENDING}`);
  const isNetwork = endsIn(`.${NETWORK_ENDING}`);
  return {
    models: paths.filter(isModel),
    networks: paths.filter(isNetwork),
    others: paths.filter((path) => !isModel(path) && !isNetwork(path)),
  };
}
