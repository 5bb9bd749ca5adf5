// Whom a request is for and who signed it: service, region and access key, from the signature or the host.

import type { HttpRequest } from './http.ts';

export interface Address {
  /** As `Service.id` names it. */
  readonly serviceId: string;
  readonly region: string;
  readonly accessKeyId: string | undefined;
}

/** Signing names and host labels that differ from the service's id. */
const IDS: Readonly<Record<string, string>> = {
  monitoring: 'cloudwatch',
  'sync-states': 'states',
  stepfunctions: 'states',
};

const CREDENTIAL = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/;

/**
 * Reads the signing scope, and the host where the request is not signed.
 *
 *     Credential=AKIA1/20261120/us-east-1/monitoring/aws4_request  →  cloudwatch, us-east-1, AKIA1
 *     unsigned, to s3.eu-west-1.amazonaws.com                      →  s3, eu-west-1
 */
export function addressOf(request: HttpRequest): Address {
  const signed = CREDENTIAL.exec(request.headers.authorization ?? presigned(request));
  if (signed) return { accessKeyId: signed[1]!, region: signed[2]!, serviceId: idOf(signed[3]!) };
  const [service = '', region = 'us-east-1'] = request.host.split('.');
  return { accessKeyId: undefined, region, serviceId: idOf(service) };
}

function presigned(request: HttpRequest): string {
  const credential = request.query['X-Amz-Credential'];
  return credential ? `Credential=${credential.replaceAll('%2F', '/')}` : '';
}

function idOf(name: string): string {
  return IDS[name] ?? name;
}
