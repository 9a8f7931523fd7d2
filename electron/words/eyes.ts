import * as m from '../../resources/words/compiled/messages.js';
import type { EyeSummary } from '../contract.ts';
import type { EyeOrigin } from '../contract/problems.ts';

/** One sentence on how an eye sees. */
export function eyeDescription({ kind, fileName }: Pick<EyeSummary, 'kind' | 'fileName'>): string {
  switch (kind) {
    case 'pixels':
      return m.eye_pixels();
    case 'shapes':
      return m.eye_shapes();
    case 'keen':
      return m.eye_keen();
    case 'own':
      return m.eye_own({ fileName: fileName ?? '' });
  }
}

/** Who made an eye, or where it was brought from. */
export function eyeOrigin(origin: EyeOrigin): string {
  switch (origin.from) {
    case 'app':
      return m.eye_origin_app();
    case 'package':
      return m.eye_origin_package(origin);
    case 'person':
      return origin.place;
  }
}

/** An eye's licence, or that nobody told it. */
export function eyeLicence(licence: EyeSummary['licence']): string {
  return licence ?? m.eye_licence_unknown();
}
