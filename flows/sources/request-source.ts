// Requests for releases, as they were signed: kept in the table, since nobody could be asked for them again.

import { admissionOf } from '../../core/admission/admission.ts';
import { Failure } from '../../core/failure.ts';
import { sourceKeys, sourceRanges } from '../../core/source-keys.ts';
import type { Ports } from '../ports.ts';
import { sourcePlaceOf } from '../subscriptions.ts';
import { buildOf } from './kept-request.ts';
import type { OtherSource, Pinned } from './other-source.ts';

/** Of those before, nobody starts one by its name: by its request's nonce they may. */
const LAST = 100;
const ARN = /^request:[a-z0-9-]+:([\w-]{16,64})$/;

export const requestSource: OtherSource = {
  howToName: 'give what it is called (main@4f1d2a7), its commit, or its nonce',

  async *pages(ports, { pipeline }) {
    const kept = await ports.table.latest(sourceRanges.requests(pipeline), LAST);
    const builds = kept.map((each) => buildOf(each));
    yield builds.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  },

  async named(ports, { pipeline }, wanted) {
    const nonce = ARN.exec(wanted)?.[1] ?? wanted;
    const known = /^[\w-]{16,64}$/.test(nonce)
      ? await ports.table.get(sourceKeys.nonce(pipeline, nonce))
      : undefined;
    if (known) return [buildOf(known)];
    const kept = await ports.table.latest(sourceRanges.requests(pipeline), LAST);
    return kept
      .map((each) => buildOf(each))
      .filter(
        ({ name, commit }) =>
          name === wanted || (wanted.length >= 7 && commit.startsWith(wanted.toLowerCase())),
      );
  },

  admission: (build, { source }) => admissionOf(build, source, {}),

  async pin(ports, pipeline, build): Promise<Pinned> {
    const { made } = build;
    if (made?.kind !== 'request')
      throw new Failure('Refused', `expected a request for a release, got ${build.arn}`);
    const { artifact, images } = made;
    if (artifact !== undefined) {
      const { digest, ...pinned } = await ports.artifacts.pinVersion(
        sourcePlaceOf(ports, pipeline),
        artifact,
      );
      return { digest, artifact: pinned };
    }
    await refuseMissing(ports, images ?? {});
    return { digest: made.digest, ...(images && { images }) };
  },
};

const IN_ECR = /^\d{12}\.dkr\.ecr\./;

async function refuseMissing(
  ports: Ports,
  images: Readonly<Record<string, string>>,
): Promise<void> {
  for (const image of Object.values(images)) {
    if (!IN_ECR.test(image) || (await ports.images.isThere(image))) continue;
    throw new Failure('Refused', `expected image ${image} to be there, got none: push it first`);
  }
}
