// Static sites: distributions that have their files from a bucket. Their ids are made up as they are made, so that no
// target can be written for them; that they can be one is said.

import { isObject } from './properties.ts';
import type { Template, TemplateResource } from './read-template.ts';
import { ofType, referredIds } from './references.ts';
import type { Remark } from './remark.ts';

/** `shop-site.s3.eu-west-1.amazonaws.com`, and a website’s `shop-site.s3-website-eu-west-1.amazonaws.com`. */
const BUCKET_DOMAIN = /^([a-z0-9][a-z0-9.-]*?)\.s3[.-]([a-z0-9-]+\.)*amazonaws\.com/;

export function findSites(template: Template): Remark[] {
  return ofType(template, 'AWS::CloudFront::Distribution').flatMap((distribution) => {
    const [bucket] = bucketsBehind(distribution, template);
    if (bucket === undefined) return [];
    const { id, line } = distribution;
    const text =
      `${id} is a site with its files in bucket ${bucket}: once both are there, it can be a target of its own, ` +
      'site: { bucket: …, distribution: … } (docs/targets/site.md)';
    return [{ id, line, text }];
  });
}

function bucketsBehind({ properties }: TemplateResource, template: Template): string[] {
  const { DistributionConfig: given } = properties;
  const origins = isObject(given) && Array.isArray(given.Origins) ? given.Origins : [];
  return origins.flatMap((origin) => {
    const domain = isObject(origin) ? origin.DomainName : undefined;
    if (typeof domain === 'string') return BUCKET_DOMAIN.exec(domain)?.[1] ?? [];
    return referredIds(domain, template).filter(
      (id) => template.resources.get(id)?.type === 'AWS::S3::Bucket',
    );
  });
}
