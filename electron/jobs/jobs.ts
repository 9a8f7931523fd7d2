import { ClassifySession } from './classify/classify-session.ts';
import { EyeCandidates } from './eyes/candidates.ts';
import { EyeFetch } from './eyes/eye-fetch.ts';
import { Eyes } from './eyes/eyes.ts';
import { Libraries } from './libraries/libraries.ts';
import { ModelFiles } from './models/model-files.ts';
import { Models } from './models/models.ts';
import { Thumbnails } from './pictures/thumbnails.ts';
import { Sample } from './sample/sample.ts';
import { Scans } from './scan/scans.ts';
import type { Services } from './services.ts';
import { TrainingRuns } from './training/training-runs.ts';

export type Jobs = ReturnType<typeof createJobs>;

/** All that the app can do, for one host. */
export function createJobs(services: Services) {
  const scans = new Scans(services);
  const sample = new Sample(services, scans);
  const eyes = new Eyes(services);
  const candidates = new EyeCandidates(services, eyes);
  return {
    scans,
    sample,
    libraries: new Libraries(services, scans),
    eyes,
    candidates,
    eyeFetch: new EyeFetch(services, candidates),
    runs: new TrainingRuns(services, eyes),
    models: new Models(services),
    modelFiles: new ModelFiles(services),
    session: new ClassifySession(services, eyes),
    thumbnails: new Thumbnails(services.library),
  };
}
