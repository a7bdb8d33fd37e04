// @vitest-environment happy-dom
import { act, renderHook, waitFor } from "@testing-library/preact";
import { expect, it } from "vitest";

import { codeOfStatus, Failure } from "../../api/failure";
import { onFreshPages } from "../../testing/screen";
import { maySendAgain, useFiles, type FileStore } from "./use-files";

onFreshPages();

/** What the host answers where an upload stood still for five seconds: 500 and no body. */
const CUT = new Failure(codeOfStatus(500), { status: 500 });

it.each([
  ["what was cut on its way", CUT, true],
  ["what no answer came to", new Failure("network"), true],
  ["what was refused for what it is", new Failure("file_type", { status: 400 }), false],
])("offers to send %s again: %s", async (_, failure, offered) => {
  const sent: [string, File][] = [];
  const store: FileStore = {
    list: () => Promise.reject(failure),
    add: (id, content) => {
      sent.push([id, content]);
      return sent.length === 1
        ? Promise.reject(failure)
        : Promise.resolve({ data: { id, name: content.name, size: content.size, state: "checked" } } as Awaited<ReturnType<FileStore["add"]>>);
    },
    drop: () => Promise.resolve(),
  };
  const { result } = renderHook(() => useFiles(store, false));
  const photo = new File(["licznik"], "licznik.jpg");
  act(() => result.current.add([photo]));
  await waitFor(() => expect(result.current.files[0]?.failure).toBe(failure));

  expect(result.current.files.map(({ name }) => name)).toEqual(["licznik.jpg"]);
  expect(maySendAgain(result.current.files[0]!)).toBe(offered);
  if (!offered) return;
  act(() => result.current.again(result.current.files[0]!));
  await waitFor(() => expect(result.current.files[0]?.kept).toBeTruthy());
  expect(sent).toEqual([sent[0], sent[0]]);
  expect(sent[1]?.[1]).toBe(photo);
});
