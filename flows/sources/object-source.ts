// Versions of an object in S3: each stays what it is, whatever is put there after it.

import { Failure } from '../../core/failure.ts';
import { sourcePlaceOf } from '../subscriptions.ts';
import { objectsNamed, objectsOf } from './objects.ts';
import type { OtherSource, Pinned } from './other-source.ts';

export const objectSource: OtherSource = {
  howToName: 'give what it is called (package.zip@3sL4kqt), or the id of its version',

  async *pages(ports, pipeline) {
    yield await objectsOf(ports, pipeline);
  },

  named: objectsNamed,

  admission: () => ({ admitted: true }),

  async pin(ports, pipeline, build): Promise<Pinned> {
    const { made } = build;
    if (made?.kind !== 'object')
      throw new Failure('Refused', `expected a version of an object in S3, got ${build.arn}`);
    const place = sourcePlaceOf(ports, pipeline);
    const { digest, ...artifact } = await ports.artifacts.pinObject(place, made);
    return { digest, artifact };
  },
};
