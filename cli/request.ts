// tidegate request: asks for a release from wherever something was built, by an event that the pipeline's key signs.

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { callerOf } from '../aws/caller.ts';
import { realClock } from '../aws/clock.ts';
import { putPackage, sendRequest } from '../aws/release-requests.ts';
import { type MemberAccess, memberAccess, NO_ROLES } from '../aws/sts.ts';
import { keyNameOf, type ReleaseRequest, requestIn } from '../core/admission/request.ts';
import { Failure } from '../core/failure.ts';
import { print, printJson } from './output.ts';
import { refuseUsage } from './usage.ts';
import { endpointFrom, isLoopback, LOCAL, loginFor, wireTo } from './where-deployed.ts';

interface Asked {
  readonly pipeline: string;
  readonly branch: string | undefined;
  readonly tag: string | undefined;
  readonly commit: string | undefined;
  readonly actor: string | undefined;
  readonly file: string | undefined;
  readonly to: string | undefined;
  readonly image: readonly string[];
  readonly for: number;
  readonly region: string | undefined;
  readonly 'endpoint-url': string | undefined;
  readonly json: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

export async function request(asked: Asked): Promise<number> {
  const { pipeline, json } = asked;
  const place = await placeOf(asked);
  const access = memberAccess(
    { home: place, ...wireTo(endpointFrom(asked, process.env)) },
    realClock,
    NO_ROLES,
  );
  const made = await madeOf(access, place, asked);
  const wanted = requestOf(asked, made, process.env);
  const text = JSON.stringify(wanted);
  const read = requestIn(text);
  if ('problem' in read) throw new Failure('Refused', read.problem);
  const event = await sendRequest(access, place, keyNameOf(pipeline), text);
  if (json) printJson({ event, request: wanted });
  else
    print([
      `asked for a release of ${pipeline}: ${wanted.branch ?? wanted.tag} ${wanted.commit.slice(0, 7)}, by event ${event}`,
      `to see what came of it: tidegate why-blocked ${pipeline} ${wanted.commit.slice(0, 7)}`,
    ]);
  return 0;
}

async function placeOf(asked: Asked) {
  const endpoint = endpointFrom(asked, process.env);
  const region =
    asked.region ||
    loginFor(asked, process.env)?.region ||
    process.env.AWS_REGION ||
    process.env.AWS_DEFAULT_REGION ||
    (isLoopback(endpoint) ? LOCAL.region : undefined);
  if (!region)
    throw new Failure('Refused', 'expected the region of Tidegate, got none: give --region');
  const { account } = await callerOf(region, realClock, wireTo(endpoint));
  return { account, region };
}

type Made = Pick<ReleaseRequest, 'artifact'> | Pick<ReleaseRequest, 'images'>;

async function madeOf(
  access: MemberAccess,
  place: { readonly account: string; readonly region: string },
  { file, to, image }: Asked,
): Promise<Made> {
  if ((file === undefined) === (image.length === 0))
    throw refuseUsage('expected --file with --to, or --image, got both or neither');
  if (file === undefined) return { images: imagesIn(image) };
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(to ?? '') ?? [];
  if (bucket === undefined || key === undefined)
    throw refuseUsage(`expected --to s3://BUCKET/KEY with --file, got ${to ?? 'none'}`);
  return { artifact: await putPackage(access, place, { bucket, key }, readFileSync(file)) };
}

/** `app=…/shop@sha256:…`; without a name it is for whichever container a target means. */
function imagesIn(said: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    said.map((each) => {
      const [, name = '*', image = each] = /^([\w.-]+)=(.+)$/.exec(each) ?? [];
      return [name, image];
    }),
  );
}

/** What is not said is what GitHub Actions tells of the run. */
function requestOf(asked: Asked, made: Made, environment: Environment): ReleaseRequest {
  const { pipeline } = asked;
  const { GITHUB_REF_TYPE, GITHUB_REF_NAME, GITHUB_SHA, GITHUB_ACTOR, USER } = environment;
  const isTag = GITHUB_REF_TYPE === 'tag';
  const isSaid = asked.branch !== undefined || asked.tag !== undefined;
  const branch = asked.branch ?? (isSaid || isTag ? undefined : GITHUB_REF_NAME);
  const tag = asked.tag ?? (isSaid || !isTag ? undefined : GITHUB_REF_NAME);
  const commit = asked.commit ?? GITHUB_SHA;
  if (commit === undefined) throw refuseUsage('expected --commit with its 40 digits, got none');
  const now = realClock.now();
  return {
    pipeline,
    ...(branch !== undefined && { branch }),
    ...(tag !== undefined && { tag }),
    commit,
    ...made,
    actor: asked.actor ?? GITHUB_ACTOR ?? USER ?? 'somebody',
    nonce: randomUUID(),
    issued: now.toISOString(),
    expires: new Date(now.getTime() + asked.for * 1000).toISOString(),
  };
}
