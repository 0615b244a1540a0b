/// Pictures that people choose, drop or paste, made as small as the model's images.
enum OwnPictureScript {
  /// JavaScript.
  static let text = #"""
    async function takePicture(file) {
      try {
        const source = await createImageBitmap(file, { colorSpaceConversion: "none" });
        chooseOwn(fitted(source));
        element("words").scrollIntoView({ block: "nearest" });
      } catch {
        say("This file is no picture that the browser can read.");
      }
    }
    // The middle of a picture in the proportions of the model's images, halved until it is nearly as small as they are.
    function fitted(source) {
      const scale = Math.min(source.width / width, source.height / height);
      let [w, h] = [width * scale, height * scale];
      let from = [(source.width - w) / 2, (source.height - h) / 2, w, h], image = source;
      do {
        const isLast = w <= 2 * width && h <= 2 * height;
        [w, h] = isLast ? [width, height] : [Math.ceil(w / 2), Math.ceil(h / 2)];
        const canvas = canvasOf(w, h), pen = drawing(canvas);
        pen.fillStyle = "#fff";
        pen.fillRect(0, 0, w, h);
        pen.imageSmoothingQuality = "high";
        pen.drawImage(image, ...from, 0, 0, w, h);
        [image, from] = [canvas, [0, 0, w, h]];
        if (isLast) break;
      } while (true);
      const picture = drawing(image).getImageData(0, 0, width, height), data = picture.data;
      if (channels === 1) {
        for (let i = 0; i < data.length; i += 4) {
          data[i] = data[i + 1] = data[i + 2] = 0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2];
        }
      }
      return picture;
    }

    element("file").onchange = event => {
      if (event.target.files[0]) takePicture(event.target.files[0]);
      event.target.value = "";
    };
    addEventListener("paste", event => {
      const file = [...event.clipboardData.files].find(file => file.type.startsWith("image/"));
      if (file) takePicture(file);
    });
    const dropped = element("drop");
    const hasFile = event => [...event.dataTransfer.types].includes("Files");
    addEventListener("dragover", event => {
      if (!hasFile(event)) return;
      event.preventDefault();
      dropped.hidden = false;
    });
    addEventListener("dragleave", event => { if (!event.relatedTarget) dropped.hidden = true; });
    addEventListener("drop", event => {
      dropped.hidden = true;
      if (!hasFile(event)) return;
      event.preventDefault();
      if (event.dataTransfer.files[0]) takePicture(event.dataTransfer.files[0]);
    });
    """#
}
