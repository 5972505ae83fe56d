/** JSON objects are parsed; everything else stays the text it is. */
export type LogLine = string | Readonly<Record<string, unknown>>;

export type OutputStream = "stdout" | "stderr";

/** Collects what a function writes, piece by piece, as lines. */
export class LogLines {
  private lines: LogLine[] = [];
  private readonly unfinished: Record<OutputStream, string> = { stdout: "", stderr: "" };

  write(stream: OutputStream, text: string): void {
    const lines = `${this.unfinished[stream]}${text}`.split("\n");
    this.unfinished[stream] = lines.pop() ?? "";
    for (const line of lines) this.add(line);
  }

  /** All lines since the last call, including an unfinished last one. */
  take(): readonly LogLine[] {
    for (const stream of ["stdout", "stderr"] as const) {
      this.add(this.unfinished[stream]);
      this.unfinished[stream] = "";
    }
    const taken = this.lines;
    this.lines = [];
    return taken;
  }

  private add(line: string): void {
    if (line.trim() !== "") this.lines.push(parseLine(line));
  }
}

function parseLine(line: string): LogLine {
  if (!line.startsWith("{")) return line;
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}
