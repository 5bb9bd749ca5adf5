// What a person gives the construct: a pipeline as in a file, whose targets may be named by what the app declares.

import type { Stack } from 'aws-cdk-lib';
import type { IApplication, IConfiguration, IEnvironment } from 'aws-cdk-lib/aws-appconfig';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILambdaDeploymentGroup, IServerDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import type { IBaseService } from 'aws-cdk-lib/aws-ecs';
import type { IAlias } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { PipelineInput, StageInput, TargetInput, WaveInput } from '../core/pipeline/schema.ts';

/** CodeDeploy to Lambda, by the constructs that declare it. */
export interface DeclaredLambda {
  readonly deploymentGroup: ILambdaDeploymentGroup;
  readonly alias: IAlias;
}

/** An alias that Tidegate itself shifts, by the target's `strategy`. */
export interface DeclaredAlias {
  readonly alias: IAlias;
}

/** A service that ECS itself deploys to, by the construct that declares it. */
export interface DeclaredService {
  readonly service: IBaseService;
  readonly container?: string;
}

/** CodeDeploy to EC2, by the construct that declares it. */
export interface DeclaredServers {
  readonly deploymentGroup: IServerDeploymentGroup;
}

/** A stack as a whole, by its construct: its name, where its template lies in what the build makes, its place. */
export interface DeclaredStack
  extends Omit<NonNullable<TargetInput['stack']>, 'name' | 'template'> {
  readonly stack: Stack;
  /** Default: what `cdk synth` writes, in `cdk.out`. */
  readonly template?: string;
}

/** A static site, by its bucket's construct, and its distribution's, or the id of that. */
export interface DeclaredSite
  extends Omit<NonNullable<TargetInput['site']>, 'bucket' | 'distribution'> {
  readonly bucket: IBucket;
  /** Its id is CloudFormation's to make up: of one that the app declares, write the id that it has. */
  readonly distribution: IDistribution | string;
}

/** A configuration profile of AppConfig, by the constructs that declare it and its environment. */
export interface DeclaredConfiguration
  extends Omit<NonNullable<TargetInput['appConfig']>, 'application' | 'environment' | 'profile'> {
  readonly application: IApplication;
  readonly environment: IEnvironment;
  readonly profile: IConfiguration;
}

/**
 * A target; account and region default to those of the stack that declares
 * its deployment group, its alias or its service, or that it is.
 */
export interface CdkTarget
  extends Omit<TargetInput, 'account' | 'region' | 'alarms' | Constructed> {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly lambda?: TargetInput['lambda'] | DeclaredLambda | DeclaredAlias;
  readonly ec2?: TargetInput['ec2'] | DeclaredServers;
  readonly ecs?: TargetInput['ecs'] | DeclaredService;
  readonly stack?: TargetInput['stack'] | DeclaredStack;
  readonly site?: TargetInput['site'] | DeclaredSite;
  readonly appConfig?: TargetInput['appConfig'] | DeclaredConfiguration;
  readonly alarms?: readonly (string | IAlarm)[];
}

/** What may be named by constructs. */
type Constructed = 'lambda' | 'ec2' | 'ecs' | 'stack' | 'site' | 'appConfig';

export interface CdkWave extends Omit<WaveInput, 'targets'> {
  readonly targets: readonly CdkTarget[];
}

export interface CdkStage extends Omit<StageInput, 'targets' | 'waves'> {
  readonly targets?: readonly CdkTarget[];
  readonly waves?: readonly CdkWave[];
}

export interface CdkPipeline extends Omit<PipelineInput, 'stages'> {
  readonly stages: readonly CdkStage[];
}
