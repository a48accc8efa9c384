/** A file as it is on the desk; `edition` changes with its content. Lines end with \n, however the file itself has it. */
export type DeskFile = { name: string; text: string; edition: string };

/** What became of a file that was to be saved: its new edition, or what somebody else has written there meanwhile. */
type SaveResult = { saved: true; edition: string } | { saved: false; theirs: DeskFile | undefined };

/** Where the files of a flow come from, and where they are saved to. */
export type Desk = {
  /** The name of the folder. */
  readonly name: string;
  /** What drafts of it are kept under; without one, its name. */
  readonly identity?: string;
  /** `folder`: it is read and written where it is. `loose`: files are opened and downloaded one by one. */
  readonly kind: 'folder' | 'loose';
  /** What a new flow starts with: nothing of it is saved anywhere yet. */
  readonly starts?: readonly DeskFile[];
  /** The key of a draft that is gone on with at once, for somebody has chosen it. */
  readonly resumes?: string;
  /** All files of the flow. Rejects with one line for people when they cannot be read. */
  read(): Promise<DeskFile[]>;
  /** Saves one file over `base`, the edition that was read or saved last; undefined: there was no such file. */
  save(name: string, text: string, base: string | undefined): Promise<SaveResult>;
  /**
   * Tells when somebody else has changed a file; undefined: it is gone. `say` hears in one line when the desk is out of
   * reach, and when it is back. Returns how to stop.
   */
  watch(listener: (name: string, now: DeskFile | undefined) => void, say?: (line: string) => void): () => void;
};
