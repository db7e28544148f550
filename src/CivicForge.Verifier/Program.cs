System.Console.WriteLine("CivicForge 0.1.0");
