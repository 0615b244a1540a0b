/// What there is help on beside the words of the language.
struct HelpTopic {
  /// The name, and what else people may call it.
  let name: String, otherNames: Set<String>
  /// One line that says what it is about.
  let summary: String
  /// What is worth knowing, before and behind the example.
  let introduction: String, discussion: String
  /// A script that runs as it stands.
  let example: String

  /// The topics.
  static let all: [HelpTopic] = [
    HelpTopic(
      name: "cells",
      otherNames: [
        "%%", "cell", "comment", "comments", "export", "formula", "formulas", "heading", "headings", "markdown",
        "notebook", "notebooks", "prose", "report", "reports",
      ],
      summary: "how a script becomes a notebook or a report",
      introduction: """
        `# %%` begins a cell of code, and `# %% [markdown]` one of prose, whose lines are comments in Markdown, with \
        formulas between dollar signs. Anywhere else `#` begins a comment that stays one.
        """,
      discussion: """
        `darkroom run FILE --export report.html` runs the script and writes it as one page, with what each cell printed and \
        drew; so do `.md` and `.ipynb`. The first heading is the title, `--toc` sets contents before it, `--hide-code` \
        leaves the code out. `darkroom convert` makes a script of a notebook of Jupyter's, and the other way round.
        """,
      example: #"""
        # %% [markdown]
        # # How much a short code keeps
        # Each image has an error of its own, $\frac{1}{n} \sum_i (x_i - \hat{x}_i)^2$.
        # %%
        data = load sketches count=20
        show data
        """#),
    HelpTopic(
      name: "cluster",
      otherNames: [
        "distributed", "job", "jobs", "kubernetes", "mpi", "mpiexec", "mpirun", "parallel", "processes", "ranks",
        "share", "shares", "slurm", "srun", "steal", "sweep", "sweeps",
      ],
      summary: "how several processes share a script, or one training",
      introduction: """
        A sweep is a script with many trainings, and every process trains its share of them: `darkroom run FILE --share 3/16`, \
        or `--share auto` under Slurm, Kubernetes, GNU parallel and mpirun. They find each other's work in the store, one \
        folder for all (`--store DIR`). Afterwards `darkroom run FILE` takes every training from there, and draws the figures.
        """,
      discussion: """
        One training is shared by `mpirun -n 2 darkroom run FILE --distributed`, and has the bits that one process comes to; \
        `--store none` has both train, to compare them. `seed` before each model makes trainings independent of each other. \
        `darkroom check FILE --share 1/16` says how many there are, and how evenly they fall.
        """,
      example: """
        data = load sketches count=50
        for size in 4,8
            seed 0
            model[size] = autoencoder latent=size width=4
            log[size] = train model[size] on=data epochs=1
        end
        table log
        """),
  ]

  /// The topic of a name.
  static func named(_ name: String) -> HelpTopic? {
    all.first { $0.name == name || $0.otherNames.contains(name.lowercased()) }
  }
}
