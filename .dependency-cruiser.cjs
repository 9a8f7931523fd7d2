/** Who may import whom. Each folder is one room; `npm run rules` checks the doors. */
const rooms = '^(core|electron|renderer)/';
const contract = '^electron/contract(\\.ts$|/)';
/** The contract's values; the window may take nothing else of it but types. */
const values = '^electron/contract/(answers|csv|limits)\\.ts$';
const catalogue = '^resources/words/compiled/';

/** What each room of core may know besides itself and `registry.ts`, from below to above. */
const coreRooms = {
  tensor: [],
  random: [],
  layers: ['tensor', 'random'],
  loss: ['tensor'],
  optimizers: ['tensor'],
  features: ['tensor', 'random'],
  network: ['tensor', 'layers', 'loss', 'features'],
  engines: ['tensor', 'random', 'layers', 'loss', 'optimizers', 'features', 'network'],
  evaluation: ['tensor', 'loss', 'features', 'network', 'engines'],
  training: [
    ...['tensor', 'random', 'layers', 'loss', 'optimizers', 'features', 'network', 'engines'],
    'evaluation',
  ],
  formats: ['tensor', 'layers', 'loss', 'features', 'network', 'training'],
};

const coreRules = Object.entries(coreRooms).map(([room, others]) => ({
  name: `core-${room}-knows-only-what-is-below-it`,
  severity: 'error',
  from: { path: `^core/${room}/` },
  to: { path: '^core/', pathNot: `^core/(registry\\.ts$|(${[room, ...others].join('|')})/)` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-imports-nothing-outside-itself',
      severity: 'error',
      from: { path: '^core/' },
      to: { pathNot: '^core/' },
    },
    {
      name: 'tutorial-is-self-contained',
      comment: 'It is the specification that the engines are tested against.',
      severity: 'error',
      from: { path: '^core/tutorial/' },
      to: { pathNot: '^core/(tutorial|tensor)/' },
    },
    ...coreRules,
    {
      name: 'contract-reads-nobody',
      comment: 'Everyone may read the contract. It is types, but for what `values` names.',
      severity: 'error',
      from: { path: contract },
      to: { pathNot: contract },
    },
    {
      name: 'words-know-the-contract-and-the-catalogue',
      comment: 'So that the window, the main process and the command line tell the same.',
      severity: 'error',
      from: { path: '^electron/words/' },
      to: { path: '.', pathNot: [contract, '^electron/words/', catalogue] },
    },
    {
      name: 'processes-tell-codes-and-not-words',
      severity: 'error',
      from: { path: rooms, pathNot: '^(electron/(main|jobs|words)|renderer)/' },
      to: { path: ['^electron/words/', '^resources/words/'] },
    },
    {
      name: 'main-takes-its-words-from-one-place',
      severity: 'error',
      from: { path: '^electron/(main|jobs)/' },
      to: { path: '^resources/words/' },
    },
    {
      name: 'window-knows-the-contract-and-the-words-and-nothing-else-of-electron',
      severity: 'error',
      from: { path: '^renderer/' },
      to: {
        path: '^(electron|core)/',
        pathNot: ['^electron/contract\\.ts$', values, '^electron/words/index\\.ts$'],
      },
    },
    {
      name: 'window-imports-the-contract-as-types',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^electron/contract\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'parts-of-the-window-know-no-place',
      comment: 'What all places use: `ui/` stands alone, `gallery/` shows any list of photos.',
      severity: 'error',
      from: { path: '^renderer/(ui|gallery)/' },
      to: { path: '^renderer/', pathNot: '^renderer/(ui/|$1/)' },
    },
    {
      name: 'window-uses-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'preload-knows-only-the-contract',
      severity: 'error',
      from: { path: '^electron/preload/' },
      to: { path: rooms, pathNot: ['^electron/preload/', contract] },
    },
    {
      name: 'only-the-library-speaks-sql',
      severity: 'error',
      from: { path: rooms, pathNot: '^electron/library/' },
      to: { path: 'better-sqlite3' },
    },
    {
      name: 'only-imaging-decodes',
      severity: 'error',
      from: { path: rooms, pathNot: '^electron/imaging/' },
      to: { path: '(^|/)(sharp|@img)(/|$)' },
    },
    {
      name: 'only-imaging-runs-eyes',
      severity: 'error',
      from: { path: rooms, pathNot: '^electron/imaging/' },
      to: { path: 'onnxruntime' },
    },
    {
      name: 'only-training-runs-the-network',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/(training|imaging/sample)/' },
      to: { path: '^core/' },
    },
    {
      name: 'rooms-of-processes-do-not-know-each-other',
      severity: 'error',
      from: { path: '^electron/(library|imaging|training)/' },
      to: {
        path: '^electron/',
        pathNot: ['^electron/($1|processes)/', contract],
      },
    },
    {
      name: 'only-main-knows-electron',
      comment: 'And the one file that starts processes in its way, which main alone may use.',
      severity: 'error',
      from: {
        path: '^electron/',
        pathNot: '^electron/(main|preload)/|^electron/processes/utility-process\\.ts$',
      },
      to: {
        path: '^electron$|node_modules/electron/|^electron/(main/|processes/utility-process\\.ts$)',
      },
    },
    {
      name: 'jobs-use-of-the-processes-only-what-runs-beside-them',
      comment:
        'Their types, the queue in front of imaging, the names of recipes, and what a file is by its first bytes.',
      severity: 'error',
      from: { path: '^electron/(jobs|main|tasks)/' },
      to: {
        path: '^electron/(library|imaging|training)/',
        pathNot: '^electron/imaging/(queue|recipe|first-look)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'tasks-know-only-the-contract',
      severity: 'error',
      from: { path: '^electron/tasks/' },
      to: { path: rooms, pathNot: ['^electron/tasks/', contract] },
    },
    {
      name: 'processes-carry-whatever-they-are-given',
      severity: 'error',
      from: { path: '^electron/processes/' },
      to: { path: rooms, pathNot: '^electron/processes/' },
    },
    {
      name: 'jobs-know-nothing-of-whoever-hosts-them',
      severity: 'error',
      from: { path: '^electron/jobs/' },
      to: {
        path: rooms,
        pathNot: ['^electron/(jobs|tasks|words|processes|library|imaging|training)/', contract],
      },
    },
    {
      name: 'the-app-uses-no-developer-tools',
      comment: 'But for the check that the installation made sharp safe, which both ask.',
      severity: 'error',
      from: { path: rooms },
      to: { path: '^(scripts|test)/', pathNot: '^scripts/isolate-sharp/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: { path: rooms },
      to: { couldNotResolve: true, pathNot: '^(electron$|svelte/|svelte$|node:)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.svelte.ts', '.svelte', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'browser', 'import', 'require', 'node', 'default'],
    },
  },
};
