import { lastingUpTo } from '../values.ts';
import { verb } from '../verb.ts';
import { deployedOptions } from './deployed-options.ts';

export const request = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'ask for a release of what a CI has built, by a signed event',
  details: [
    'For pipelines whose source is event: true. The request is signed by the key alias/tidegate/PIPELINE in KMS, and put on the event bus. Whoever runs it needs kms:Sign for that key, events:PutEvents, and s3:PutObject where it uploads a file: see docs/github-actions.md.',
    'In GitHub Actions the branch or the tag, the commit and the actor are those of the run.',
  ],
  operands: {
    pipeline: { value: 'PIPELINE', what: 'the name of one pipeline', text: 'whose release it is' },
  },
  options: {
    branch: { value: 'NAME', text: 'the branch that was built' },
    tag: { value: 'NAME', text: 'the tag that was built' },
    commit: { value: 'COMMIT', text: 'the commit that was built, with its 40 digits' },
    actor: { value: 'NAME', text: 'who has written the change' },
    file: { value: 'FILE', text: 'the package, which is uploaded' },
    to: { value: 's3://BUCKET/KEY', text: 'where to; the bucket keeps versions' },
    image: {
      value: 'NAME=IMAGE',
      text: 'an image by its digest, and the container that gets it; without NAME= any does',
      many: true,
    },
    for: {
      value: 'DURATION',
      text: 'how long the request holds, at most 1h',
      default: '10m',
      parse: lastingUpTo(1),
    },
    region: deployedOptions.region,
    'endpoint-url': deployedOptions['endpoint-url'],
  },
  examples: [
    {
      words: 'request checkout --file checkout.zip --to s3://acme-artifacts/checkout.zip',
      text: 'In a workflow of GitHub Actions',
    },
    {
      words: 'request ledger --branch main --commit $COMMIT --image $IMAGE_BY_ITS_DIGEST',
      text: 'An image that was pushed',
    },
  ],
  run: async (asked) => (await import('../request.ts')).request(asked),
});
