/** Milliseconds of this process's own work: how busy the machine is says nothing about the code. */
export function cpuTime(work: () => unknown): number {
  const started = process.cpuUsage()
  work()
  return process.cpuUsage(started).user / 1000
}
