// tidegate login: finds out once where Tidegate is deployed, and keeps it.

import { callerOf } from '../aws/caller.ts';
import { realClock } from '../aws/clock.ts';
import { stackOutputs } from '../aws/stack.ts';
import { Failure } from '../core/failure.ts';
import { forgetLogin, keepLogin, type Login, loginFile, readLogin } from './kept-login.ts';
import { print, printJson } from './output.ts';
import { refuseUsage } from './usage.ts';
import { isLoopback, LOCAL, wireTo } from './where-deployed.ts';

interface Asked {
  readonly region: string | undefined;
  readonly stage: string;
  readonly profile: string | undefined;
  readonly 'endpoint-url': string | undefined;
  readonly show: boolean;
  readonly forget: boolean;
  readonly json: boolean;
}

export async function login(asked: Asked): Promise<number> {
  const { show, forget, json } = asked;
  if (show && forget) throw refuseUsage('expected --show or --forget, got both');
  if (forget) {
    const forgotten = forgetLogin(process.env);
    if (json) printJson({ forgotten });
    else print([forgotten ? 'forgotten' : 'nothing was kept']);
    return 0;
  }
  const found = show ? readLogin(process.env) : await findOut(asked);
  if (found === undefined)
    throw new Failure(
      'Refused',
      'expected to be logged in, got nothing kept: tidegate login --region REGION',
    );
  const file = show ? loginFile(process.env) : keepLogin(process.env, found);
  if (json) printJson({ ...found, file });
  else print(linesOf(found, file));
  return 0;
}

async function findOut({ profile, stage, ...given }: Asked): Promise<Login> {
  const endpoint = given['endpoint-url'] || process.env.AWS_ENDPOINT_URL;
  const local = isLoopback(endpoint);
  if (profile !== undefined) process.env.AWS_PROFILE = profile;
  const region =
    given.region ||
    process.env.AWS_REGION ||
    process.env.AWS_DEFAULT_REGION ||
    (local ? LOCAL.region : undefined);
  if (region === undefined)
    throw new Failure(
      'Refused',
      'expected the region Tidegate is deployed to, got none: give --region or set AWS_REGION',
    );
  const wire = wireTo(endpoint);
  const { account } = await callerOf(region, realClock, wire);
  const name = local ? LOCAL.stack : `tidegate-${stage}`;
  const outputs = await stackOutputs(name, region, realClock, wire);
  if (outputs === undefined)
    throw new Failure(
      'Refused',
      `expected stack ${name} in account ${account} and region ${region}, got none: give the --region, --stage and ` +
        '--profile it was deployed with, or deploy it (npx serverless deploy)',
    );
  const { Table: table, Commands: commands, ReleaseMachine: machine } = outputs;
  if (table === undefined || commands === undefined || machine === undefined)
    throw new Failure(
      'Refused',
      `expected stack ${name} to have the outputs Table, Commands and ReleaseMachine, got ${Object.keys(outputs).join(', ') || 'none'}: deploy this version of Tidegate`,
    );
  return {
    account,
    region,
    stage,
    table,
    commands: local && endpoint !== undefined ? endpoint : commands,
    machine,
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
  };
}

function linesOf(
  { account, region, stage, table, profile, endpoint }: Login,
  file: string,
): string[] {
  const where = endpoint ?? `account ${account}, ${region}, stage ${stage}`;
  return [
    `Tidegate at ${where}${profile === undefined ? '' : `, with profile ${profile}`}`,
    `table ${table}; kept in ${file}`,
  ];
}
