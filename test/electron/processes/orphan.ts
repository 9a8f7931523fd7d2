/** A host that ends without stopping its process. */
import { fileURLToPath } from 'node:url';
import { startChildProcess } from '../../../electron/processes/child-process.ts';
import { ProcessHost } from '../../../electron/processes/host.ts';
import type { FaultyOperations } from './faulty-process.ts';

const host = new ProcessHost<FaultyOperations>({
  startProcess: startChildProcess,
  entry: fileURLToPath(new URL('faulty-process.ts', import.meta.url)),
  serviceName: 'orphan',
});
await host.call('echo', 1);
host.call('neverAnswer', undefined).catch(() => undefined);
process.stdout.write('its process is busy', () => process.exit(0));
