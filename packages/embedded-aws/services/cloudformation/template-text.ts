// Where a template's text is: in the call, or in an object of S3.

import { AwsError } from '../../service.ts';
import type { Store } from './store.ts';

export function templateTextOf(
  { objects }: Pick<Store, 'objects'>,
  {
    TemplateBody,
    TemplateURL,
  }: { readonly TemplateBody?: string | undefined; readonly TemplateURL?: string | undefined },
): string {
  if (TemplateBody !== undefined) return TemplateBody;
  if (TemplateURL === undefined)
    throw new AwsError(
      'ValidationError',
      'Either Template URL or Template Body must be specified.',
    );
  const { hostname, pathname, searchParams } = new URL(TemplateURL);
  const [bucket = ''] = hostname.split('.s3.');
  const key = decodeURIComponent(pathname.slice(1));
  try {
    const { body } = objects.read(bucket, key, searchParams.get('versionId') ?? undefined);
    return Buffer.from(body).toString();
  } catch {
    throw new AwsError('ValidationError', 'S3 error: Access Denied');
  }
}
