/// What stands on the page.
enum ExplorerBody {
  /// The elements that the scripts fill.
  static let html = #"""
    <noscript><p class="note">This page computes its pictures itself, and needs JavaScript for that.</p></noscript>
    <main>
    <section class="pictures" aria-label="The chosen image">
    <div class="row">
    <figure>
    <canvas id="original" role="img" aria-label="The chosen image"></canvas>
    <figcaption>image</figcaption>
    </figure>
    <figure>
    <canvas id="redrawn" role="img" aria-label="The decoded image"></canvas>
    <figcaption>decoded</figcaption>
    </figure>
    <figure>
    <canvas id="difference" role="img" aria-label="The difference"></canvas>
    <figcaption>difference</figcaption>
    </figure>
    </div>
    <p id="words" aria-live="polite"></p>
    <div class="buttons">
    <button type="button" id="previous" aria-label="Previous image">←</button>
    <button type="button" id="random">Any image</button>
    <button type="button" id="next" aria-label="Next image">→</button>
    <button type="button" id="reset" title="Back to the code of the chosen image">Reset code</button>
    </div>
    </section>

    <section class="map" aria-labelledby="map-heading">
    <h2 id="map-heading">Map of the codes</h2>
    <p class="note" id="map-note"></p>
    <canvas id="map" tabindex="0" role="application" aria-roledescription="map" aria-labelledby="map-heading"
      aria-describedby="map-note map-keys"></canvas>
    <div class="buttons">
    <fieldset class="choice">
    <legend class="hidden">What dragging on the map does</legend>
    <label><input type="radio" name="drag" value="move" checked><span>Drag to move</span></label>
    <label><input type="radio" name="drag" value="decode"><span>Drag to decode</span></label>
    </fieldset>
    <button type="button" id="closer" aria-label="Zoom in">+</button>
    <button type="button" id="farther" aria-label="Zoom out">−</button>
    <button type="button" id="whole" aria-label="Show all">All</button>
    </div>
    <ul id="classes" aria-label="Classes by the colour of their frames"></ul>
    <p class="note" id="map-keys">Tap an image to choose it.<span class="keyboard"> Keys: arrows choose the next
      image in a direction, + and − zoom, 0 shows all, A and B set the ends below.</span></p>
    </section>

    <section class="own" aria-labelledby="own-heading">
    <h2 id="own-heading">A picture of your own</h2>
    <p class="note">Choose one<span class="keyboard">, drop it anywhere on this page, or paste it</span>. It is made as small as the model’s
      images, and stays on this device.</p>
    <div class="buttons">
    <label class="file"><input type="file" id="file" accept="image/*"><span>Choose a picture</span></label>
    </div>
    </section>

    <section class="code" aria-labelledby="code-heading">
    <h2 id="code-heading">Change the code</h2>
    <fieldset class="choice">
    <legend class="hidden">What the sliders change</legend>
    <label><input type="radio" name="sliders" value="directions" checked><span>Principal directions</span></label>
    <label><input type="radio" name="sliders" value="numbers"><span>Single numbers</span></label>
    </fieldset>
    <p class="note" id="code-note"></p>
    <div id="sliders"></div>
    <div class="buttons"><button type="button" id="more">More sliders</button></div>
    </section>

    <section class="between" aria-labelledby="between-heading">
    <h2 id="between-heading">Between two images</h2>
    <div class="ends">
    <button type="button" id="set-a" aria-label="Make the chosen image the start">
    <canvas id="picture-a"></canvas><span>A</span></button>
    <figure>
    <canvas id="mixed-codes" role="img" aria-label="Decoded between the codes"></canvas>
    <figcaption>codes mixed</figcaption>
    </figure>
    <figure>
    <canvas id="mixed-pixels" role="img" aria-label="Pixels mixed"></canvas>
    <figcaption>pixels mixed</figcaption>
    </figure>
    <button type="button" id="set-b" aria-label="Make the chosen image the end">
    <canvas id="picture-b"></canvas><span>B</span></button>
    </div>
    <input type="range" id="part" min="0" max="100" value="50" aria-label="How far from A to B">
    <div id="steps" aria-hidden="true"></div>
    <p class="note">Slide from A to B. A tap on A or B puts the chosen image there.</p>
    </section>

    <section class="nearest" aria-labelledby="nearest-heading">
    <h2 id="nearest-heading">Nearest images</h2>
    <h3>by code</h3>
    <div class="strip" id="nearest-codes"></div>
    <h3>by pixels</h3>
    <div class="strip" id="nearest-pixels"></div>
    </section>
    </main>
    <p id="drop" hidden>Drop the picture</p>
    """#
}
