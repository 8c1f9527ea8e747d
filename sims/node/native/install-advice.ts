/** How what the build needs is installed here. */
export const installAdvice: Readonly<Record<"compiler" | "python", string>> =
  process.platform === "darwin"
    ? { compiler: "xcode-select --install", python: "brew install python" }
    : {
        compiler: "sudo apt install g++ (Debian, Ubuntu) or sudo dnf install gcc-c++ (Fedora)",
        python: "sudo apt install python3-pip (Debian, Ubuntu) or sudo dnf install python3-pip (Fedora)",
      };
