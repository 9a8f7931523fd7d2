/** A process of ours, wherever it runs: messages go there and come from there until it ends. */
export interface RunningProcess {
  /** Undefined until the system has started it. */
  readonly processId: number | undefined;
  /** @throws DataCloneError for what cannot be sent. */
  post: (message: unknown) => void;
  onMessage: (listener: (message: unknown) => void) => void;
  /** Told once, also where the process could not be started at all. */
  onExit: (listener: (code: number) => void) => void;
  /** Ends it at once, whatever it is doing. */
  kill: () => void;
}

export interface ProcessToStart {
  /** Absolute path of the module that it begins with. */
  entry: string;
  /** Shown in the system's process list, where the system can. */
  serviceName: string;
  environment: NodeJS.ProcessEnv;
}

/** Electron's utility process in the app, Node's child process where there is no Electron. */
export type StartProcess = (process: ProcessToStart) => RunningProcess;
