import { asFailure } from "../../api/failure";

/** The outcome of a change; calls `onStale` first where it was refused because the data have changed since they were read. */
export async function noticingStale<T>(change: Promise<T>, onStale: () => void): Promise<T> {
  try {
    return await change;
  } catch (error) {
    if (asFailure(error).code === "data_changed") onStale();
    throw error;
  }
}
