// A static site on S3 and CloudFront.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import { originPathOf } from '@tidegate/embedded-aws/services/cloudfront';
import { sealOf } from '../../../aws/site-files.ts';
import { zipFiles } from '../../../aws/zip-files.ts';
import type { TargetDefinition, TargetOf } from '../../../core/pipeline/target-schema.ts';
import { pathOfSite } from '../../../core/site-truth.ts';
import { pageOf, revisionOfPage } from '../site-pages.ts';
import type { Kind } from './kind.ts';
import { isFirst } from './shared.ts';

type Target = TargetOf<'site'>;

export const site: Kind<Target> = {
  provision({ aws, targets }, target) {
    const { account, region, site: it } = target;
    const { objects } = aws.s3;
    if (!objects.buckets().some(({ name }) => name === it.bucket))
      objects.create(it.bucket, account, region, false);
    if (isFirst({ targets }, target, ({ site: its }: TargetDefinition) => its?.distribution))
      objects.put(it.bucket, 'index.html', { body: pageOf('first') });
    distributionOf(aws, target);
  },

  lay(aws, target, { content, revision }) {
    const path = pathOfSite(revision, target.site.files);
    putSite(aws, target, path, content);
    serve(aws, target, path);
    const distribution = distributionOf(aws, target);
    distribution.cancel();
    distribution.isDeployed = true;
    return path;
  },

  shares: ({ aws }, target) => [{ revision: servedBy(aws, target), part: 1 }],

  watchedAs: ({ account, site: { distribution } }) => ({
    services: [{ name: distribution, type: 'AWS::Lambda::Function' }],
    environment: 'lambda:default',
    arn: `arn:aws:cloudfront::${account}:distribution/${distribution}`,
  }),
};

/** It is there from the first moment on. */
export function distributionOf(aws: EmbeddedAws, { account, site: it }: Target) {
  return aws.cloudFront.distribution(account, it.distribution, it.bucket);
}

const MOST_BYTES = 10_000_000;

/** Somebody puts there what an artifact has. */
export function putSite(aws: EmbeddedAws, { site: it }: Target, path: string, artifact: string) {
  const folder = it.files === undefined ? '' : `${it.files}/`;
  const all = zipFiles(Buffer.from(artifact), MOST_BYTES) ?? [];
  const sizes = new Map<string, number>();
  for (const { path: name, bytes: body } of all.filter((each) => each.path.startsWith(folder))) {
    const below = name.slice(folder.length);
    sizes.set(below, body.length);
    aws.s3.objects.put(it.bucket, `${path.slice(1)}/${below}`, { body });
  }
  aws.s3.objects.put(it.bucket, sealOf(path, sizes), { body: '' });
}

/** Somebody switches it, without a call. */
export function serve(aws: EmbeddedAws, target: Target, path: string): void {
  const distribution = distributionOf(aws, target);
  const told = `<OriginPath>${path}</OriginPath>`;
  const { configuration } = distribution;
  aws.cloudFront.change(
    distribution,
    configuration.replace(/<OriginPath>[^<]*<\/OriginPath>/, told),
  );
}

/** The revision whose page is served, by the scenario's name. */
export function servedBy(aws: EmbeddedAws, target: Target): string | undefined {
  const { bucket } = target.site;
  const path = originPathOf(distributionOf(aws, target));
  const key = `${path}/index.html`.slice(1);
  const [page] = aws.s3.objects.bucket(bucket).objects.get(key) ?? [];
  return page && !page.deleteMarker ? revisionOfPage(Buffer.from(page.body).toString()) : undefined;
}
