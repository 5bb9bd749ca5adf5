// Raw events of builds, as CodeBuild sends them for a webhook’s push.

interface Told {
  readonly number: number;
  readonly status?: string;
  readonly sourceVersion?: string;
  readonly location?: string;
  readonly batch?: string;
  readonly region?: string;
}

export const commitOf = (number: number) => String(number).padStart(40, '0');

/** The raw event of a build. */
export function event({
  number,
  status = 'SUCCEEDED',
  region = 'us-east-1',
  ...more
}: Told): string {
  const id = `shop-build:0000${number}-aaaa-bbbb`;
  return JSON.stringify({
    version: '0',
    source: 'aws.codebuild',
    'detail-type': 'CodeBuild Build State Change',
    account: '111122223333',
    region,
    time: '2026-11-23T09:00:00Z',
    detail: {
      'build-status': status,
      'project-name': 'shop-build',
      'build-id': `arn:aws:codebuild:${region}:111122223333:build/${id}`,
      'additional-information': {
        'build-number': number,
        initiator: 'GitHub-Hookshot/4f1d2a7',
        'build-start-time': 'Nov 23, 2026 8:58:00 AM',
        source: { type: 'GITHUB', location: 'https://github.com/acme/shop.git' },
        'source-version': more.sourceVersion ?? commitOf(number),
        artifact: { location: more.location ?? `arn:aws:s3:::shop-art/${number}/shop.zip` },
        ...(more.batch && { 'build-batch-arn': more.batch }),
      },
    },
  });
}
