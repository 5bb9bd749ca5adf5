// What CodeBuild calls builds and batches.

/** `arn:aws:codebuild:REGION:ACCOUNT:build/PROJECT:ID` */
export const BUILD_ARN = /^arn:[\w-]+:codebuild:[\w-]*:\d*:build\/[^\s:/]{1,255}:[^\s:/]{1,255}$/;

/** `arn:aws:codebuild:REGION:ACCOUNT:build-batch/PROJECT:ID` */
export const BATCH_ARN =
  /^arn:[\w-]+:codebuild:[\w-]*:\d*:build-batch\/[^\s:/]{1,255}:[^\s:/]{1,255}$/;
