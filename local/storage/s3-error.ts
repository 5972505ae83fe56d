/** An error in the form of S3. */
export class S3Error extends Error {
  constructor(
    /** Such as `NoSuchKey`. */
    readonly code: string,
    message: string,
    readonly status = 400,
    /** Further elements of the answer, such as `Key`. */
    readonly details: Readonly<Record<string, string>> = {},
    /** The text for the terminal, if it differs from the message. */
    readonly reason?: string,
  ) {
    super(message);
  }
}

export const notImitated = (what: string): S3Error =>
  new S3Error("NotImplemented", `The S3 of this laptop does not imitate ${what}`, 501);

export const invalidArgument = (name: string, message: string): S3Error =>
  new S3Error("InvalidArgument", message, 400, { ArgumentName: name });

export const invalidRequest = (message: string): S3Error => new S3Error("InvalidRequest", message);

export const malformedXml = (): S3Error =>
  new S3Error(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );

export const noSuchKey = (key: string): S3Error =>
  new S3Error("NoSuchKey", "The specified key does not exist.", 404, { Key: key });

export const noSuchUpload = (uploadId: string): S3Error =>
  new S3Error(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    404,
    { UploadId: uploadId },
  );

export const preconditionFailed = (condition: string): S3Error =>
  new S3Error("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412, {
    Condition: condition,
  });
